package dev.parley.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.spi.cluster.RegistrationInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is found where, from what each process says of itself. */
class ListingsTest {
    private static final String SHARD = "chat.shard.7";
    private static final RegistrationInfo MINE = new RegistrationInfo("me", 1, false);

    private final List<String> told = new ArrayList<>();
    private final Listings listings = new Listings("me", told::add);

    @Test
    void ownAddressesAreListedWithAsManyConsumersAsThereAre() {
        listings.add(SHARD, MINE);
        listings.add(SHARD, new RegistrationInfo("me", 2, false));
        listings.add("here.only", new RegistrationInfo("me", 3, true));

        assertThat(listings.listing(false).addresses()).containsOnly(Map.entry(SHARD, 2));
        assertThat(listings.addresses()).containsExactly(SHARD);
        assertThat(listings.at("here.only")).as("found by this process alone").hasSize(1);
        assertThat(told).containsExactly(SHARD, SHARD, "here.only");
    }

    @Test
    void whatIsRemovedOrWithdrawnIsListedNoMore() {
        listings.add(SHARD, MINE);
        listings.add("auth", MINE);

        listings.remove(SHARD, MINE);
        listings.withdraw("auth");
        listings.remove("auth", MINE);

        assertThat(listings.listing(false).addresses()).isEmpty();
        assertThat(listings.at(SHARD)).isEmpty();
        assertThat(listings.at("auth")).isEmpty();
    }

    @Test
    void anotherProcessIsFoundWhereItSaysAndNoLongerWhereItDoesNot() {
        listings.take(new Listing("chat-1", 1, false, Map.of(SHARD, 1, "chat.directory", 2)));

        assertThat(listings.at(SHARD)).containsExactly(new RegistrationInfo("chat-1", 0, false));
        assertThat(listings.at("chat.directory")).hasSize(2);
        assertThat(told).containsExactlyInAnyOrder(SHARD, "chat.directory");
        told.clear();

        listings.take(new Listing("chat-1", 2, false, Map.of("chat.directory", 2)));

        assertThat(listings.at(SHARD)).isEmpty();
        assertThat(told).as("only of what changed").containsExactly(SHARD);
    }

    @Test
    void whatArrivesLateCountsForNothing() {
        listings.take(new Listing("chat-1", 5, false, Map.of(SHARD, 1)));
        listings.take(new Listing("chat-1", 4, false, Map.of()));

        assertThat(listings.at(SHARD)).hasSize(1);
    }

    @Test
    void whatOthersSayOfThisProcessCountsForNothing() {
        listings.take(new Listing("me", 9, false, Map.of(SHARD, 1)));

        assertThat(listings.at(SHARD)).isEmpty();
    }

    @Test
    void eachListingIsNewerThanTheOneBefore() {
        assertThat(listings.listing(false).version())
                .isLessThan(listings.listing(true).version());
    }

    @Test
    void whoHasGoneIsForgottenAndIsHeardAgainWhenItComesBack() {
        listings.take(new Listing("chat-1", 5, false, Map.of(SHARD, 1)));
        listings.take(new Listing("chat-2", 1, false, Map.of(SHARD, 1)));
        told.clear();

        listings.retain(Set.of("chat-2"));

        assertThat(listings.at(SHARD)).containsExactly(new RegistrationInfo("chat-2", 0, false));
        assertThat(told).containsExactly(SHARD);
        assertThat(listings.hasAll(Set.of("chat-1", "chat-2"))).isFalse();

        listings.take(new Listing("chat-1", 5, false, Map.of(SHARD, 1)));

        assertThat(listings.hasAll(Set.of("chat-1", "chat-2"))).isTrue();
        assertThat(listings.at(SHARD)).hasSize(2);
    }

    @Test
    void aListingIsReadAsItWasWritten() {
        Listing listing = new Listing("chat-1", 5, true, Map.of(SHARD, 1, "auth", 3));

        assertThat(Listing.of(listing.toJson())).isEqualTo(listing);
    }
}
