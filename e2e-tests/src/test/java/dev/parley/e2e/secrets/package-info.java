/** Whether anything that is to stay secret is to be found in what a Parley writes. */
@NullMarked
package dev.parley.e2e.secrets;

import org.jspecify.annotations.NullMarked;
