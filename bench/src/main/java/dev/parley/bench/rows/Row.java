package dev.parley.bench.rows;

import java.util.List;

/** One kind of work that is measured. */
public interface Row {
    /** What it is called on the command line. */
    String name();

    /** Does the work, and says what came of it: a line of the table each. Blocks. */
    List<Result> run(Stage stage);
}
