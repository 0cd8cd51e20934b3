package dev.parley.e2e;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every conversation, with all of Parley in one process on SQLite. */
@ExtendWith(Runs.class)
class SingleProcessIT {
    @TestFactory
    Stream<DynamicTest> conversationsGoAsWritten(SingleProcess parley) {
        return Scripts.against(parley.gateways());
    }
}
