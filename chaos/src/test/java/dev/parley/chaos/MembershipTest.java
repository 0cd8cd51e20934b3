package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MembershipTest {
    @Test
    void theNumberOfThoseThatHazelcastListsIsAmongTheMetrics() {
        String metrics = """
                # HELP parley_cluster_members processes in the cluster, as this one sees it
                # TYPE parley_cluster_members gauge
                parley_cluster_members 8.0
                parley_cluster_listed 6.0
                parley_cluster_unlisted 2.0
                parley_connections{door="ws"} 3.0
                """;

        assertThat(Membership.members(metrics)).isEqualTo(6);
    }

    @Test
    void whoDoesNotTellItIsWithoutAnAnswer() {
        assertThat(Membership.members("parley_connections 3.0\n")).isEqualTo(MemberLists.NO_ANSWER);
        assertThat(Membership.members("parley_cluster_members 8.0\n")).isEqualTo(MemberLists.NO_ANSWER);
        assertThat(Membership.members("parley_cluster_members 8.0\nparley_cluster_listed NaN\n"))
                .isEqualTo(MemberLists.NO_ANSWER);
    }
}
