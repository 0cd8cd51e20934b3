package dev.parley.verify.judge;

/**
 * One client of the run: a person at a door, in one room where it reads.
 *
 * @param name of its own, unique in the run
 * @param person the username
 * @param room empty where it is in none
 */
public record Witness(String name, String person, String door, String room) {
    @Override
    public String toString() {
        return name + " (" + person + " at " + door + ")";
    }
}
