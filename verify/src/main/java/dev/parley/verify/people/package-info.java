/**
 * Who talks to Parley in a run: authors, readers, watchers of presence, visitors, strangers. Each keeps on through any
 * fault, at another gateway when one fails, and tells the judge what it saw. One event loop.
 */
@NullMarked
package dev.parley.verify.people;

import org.jspecify.annotations.NullMarked;
