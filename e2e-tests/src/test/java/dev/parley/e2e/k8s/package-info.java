/** What can be known of k8s/ without a cluster: it is read strictly, rendered, and held against our own rules. */
@NullMarked
package dev.parley.e2e.k8s;

import org.jspecify.annotations.NullMarked;
