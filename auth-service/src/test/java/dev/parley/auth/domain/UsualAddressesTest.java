package dev.parley.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsualAddressesTest {
    private static final int NAMES = 10;
    private static final Username ALICE = new Username("alice");

    private final UsualAddresses usual = new UsualAddresses(NAMES);

    @Test
    void anAddressIsUsualForTheNameThatWasSignedInToFromIt() {
        usual.add(ALICE, "192.0.2.1");

        assertThat(usual.contains(ALICE, "192.0.2.1")).isTrue();
        assertThat(usual.contains(ALICE, "192.0.2.2")).isFalse();
        assertThat(usual.contains(new Username("bobby"), "192.0.2.1")).isFalse();
    }

    @Test
    void ofANameTheLastAddressesAreRemembered() {
        for (int i = 0; i <= UsualAddresses.OF_A_NAME; i++) {
            usual.add(ALICE, "192.0.2." + i);
            usual.add(ALICE, "192.0.2.1");
        }

        assertThat(usual.contains(ALICE, "192.0.2.0")).isFalse();
        assertThat(usual.contains(ALICE, "192.0.2.1")).isTrue();
        assertThat(usual.contains(ALICE, "192.0.2." + UsualAddresses.OF_A_NAME)).isTrue();
    }

    @Test
    void onlySoManyNamesAreRememberedAndOneNameTakesNoOthersPlace() {
        usual.add(ALICE, "192.0.2.1");
        for (int i = 0; i < 100; i++) {
            usual.add(new Username("mallory"), "198.51.100." + i);
        }
        assertThat(usual.contains(ALICE, "192.0.2.1")).isTrue();

        for (int i = 0; i < NAMES; i++) {
            usual.add(new Username("name-" + i), "192.0.2.1");
        }

        assertThat(usual.contains(ALICE, "192.0.2.1")).isFalse();
    }
}
