package dev.parley.verify;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a {@link BreakingProxy} breaks a promise: it returns another frame, or several, or none. One lives as long as its
 * proxy, on its event loop.
 */
abstract class Fault {
    private static final Pattern RECEIPT = Pattern.compile("\nreceipt:([^\n]+)\n");

    /** @param back what is to be written to the client */
    String toServer(String frame, Consumer<String> back) {
        return frame;
    }

    String toClient(String frame) {
        return frame;
    }

    /** What does it to one more connection. */
    Fault toOneMore() {
        return this;
    }

    private static boolean isEvent(String frame, int sequence) {
        return frame.contains("MESSAGE\n") && frame.contains("\nseq:" + sequence + "\n");
    }

    /** The second event of a log is always a JOIN: more than two people join before anything is said. */
    private abstract static class AtTheSecondEvent extends Fault {
        abstract String instead(String frame);

        @Override
        String toClient(String frame) {
            return isEvent(frame, 2) ? instead(frame) : frame;
        }
    }

    /** The faults, by the names of the test that has them. */
    enum Kind {
        DROPS {
            @Override
            Fault begin() {
                return new AtTheSecondEvent() {
                    @Override
                    String instead(String frame) {
                        return "";
                    }
                };
            }
        },
        REPEATS {
            @Override
            Fault begin() {
                return new AtTheSecondEvent() {
                    @Override
                    String instead(String frame) {
                        return frame + frame;
                    }
                };
            }
        },
        ALTERS {
            @Override
            Fault begin() {
                return new AtTheSecondEvent() {
                    @Override
                    String instead(String frame) {
                        return frame.replace("\"type\":\"JOIN\"", "\"type\":\"LOIN\""); // as many bytes
                    }
                };
            }
        },
        SAYS_ANOTHER_EPOCH {
            @Override
            Fault begin() {
                return new AtTheSecondEvent() {
                    @Override
                    String instead(String frame) {
                        return frame.replaceFirst("\nepoch:[^\n]+\n", "\nepoch:another\n");
                    }
                };
            }
        },
        REORDERS {
            @Override
            Fault begin() {
                return new Reorders();
            }
        },
        ACKNOWLEDGES_AND_FORGETS {
            @Override
            Fault begin() {
                return new AcknowledgesAndForgets();
            }
        },
        ANSWERS_AS_NEW {
            @Override
            Fault begin() {
                return new Fault() {
                    @Override
                    String toClient(String frame) {
                        return frame.replace("\nduplicate:true\n", "\nduplicate:false\n");
                    }
                };
            }
        },
        LEAKS {
            @Override
            Fault begin() {
                return new Leaks();
            }
        },
        HIDES_PRESENCE {
            @Override
            Fault begin() {
                return new Fault() {
                    @Override
                    String toClient(String frame) {
                        return frame.contains("\nsubscription:presence-") ? "" : frame;
                    }
                };
            }
        },
        KEEPS_GHOSTS {
            @Override
            Fault begin() {
                return new Fault() {
                    @Override
                    String toClient(String frame) {
                        return frame.replace("\"state\":\"offline\"", "\"state\": \"online\""); // as many bytes
                    }
                };
            }
        };

        abstract Fault begin();
    }

    /** On each connection, the second event of one log comes behind the third. */
    private static final class Reorders extends Fault {
        private String held = "";

        @Override
        Fault toOneMore() {
            return new Reorders();
        }

        @Override
        String toClient(String frame) {
            if (held.isEmpty() && isEvent(frame, 2)) {
                held = frame;
                return "";
            }
            return isEvent(frame, 3) && subscription(frame).equals(subscription(held)) ? frame + held : frame;
        }

        private static String subscription(String frame) {
            return frame.replaceFirst("(?s).*\nsubscription:([^\n]+)\n.*", "$1");
        }
    }

    /** One message is acknowledged by the proxy, and goes no further. */
    private static final class AcknowledgesAndForgets extends Fault {
        private boolean done;

        @Override
        String toServer(String frame, Consumer<String> back) {
            Matcher receipt = RECEIPT.matcher(frame);
            if (done || !frame.contains("SEND\n") || !receipt.find()) {
                return frame;
            }
            done = true;
            back.accept("RECEIPT\nreceipt-id:" + receipt.group(1) + "\nseq:1\nduplicate:false\n\n\0");
            return "";
        }
    }

    /** One refusal to let somebody into a private room has an event of that room before it, as its members get it. */
    private static final class Leaks extends Fault {
        private static final Pattern ROOM = Pattern.compile("\nsubscription:log-([^\n]+-private-[^\n]+)\n");

        private String event = "";
        private String room = "";
        private boolean done;

        @Override
        String toClient(String frame) {
            Matcher of = ROOM.matcher(frame);
            if (event.isEmpty() && isEvent(frame, 1) && of.find()) {
                event = frame;
                room = of.group(1);
            }
            boolean isRefusal =
                    frame.contains("\nsubscription:errors\n") && frame.contains("\nreceipt-id:" + room + "\n");
            if (done || event.isEmpty() || !isRefusal) {
                return frame;
            }
            done = true;
            return event + frame;
        }
    }
}
