@org.jspecify.annotations.NullMarked
package dev.parley.verify.door;
