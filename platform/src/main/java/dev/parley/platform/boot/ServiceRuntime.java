package dev.parley.platform.boot;

import dev.parley.contracts.bus.Bus;
import dev.parley.platform.cluster.Backbone;
import dev.parley.platform.config.Settings;
import dev.parley.platform.health.Health;
import dev.parley.platform.metrics.Meters;

/** What a process gives to the services that it runs. */
public record ServiceRuntime(Backbone backbone, Bus bus, Settings settings, Health health, Meters meters) {}
