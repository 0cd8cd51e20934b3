package dev.parley.e2e;

import dev.parley.testkit.LocalCluster;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every conversation, with two processes of each service, and PostgreSQL. */
@ExtendWith(Runs.class)
class ClusterIT {
    @TestFactory
    Stream<DynamicTest> conversationsGoAsWritten(LocalCluster parley) {
        return Scripts.against(parley.gateways());
    }
}
