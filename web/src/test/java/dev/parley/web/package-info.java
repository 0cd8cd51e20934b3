/** What must hold of the page as it is packed. Its behaviour is tested in JavaScript, beside this. */
@NullMarked
package dev.parley.web;

import org.jspecify.annotations.NullMarked;
