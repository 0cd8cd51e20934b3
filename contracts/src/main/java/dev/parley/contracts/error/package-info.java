/** The one taxonomy of refusals (docs/errors.md). Pure JDK. */
@NullMarked
package dev.parley.contracts.error;

import org.jspecify.annotations.NullMarked;
