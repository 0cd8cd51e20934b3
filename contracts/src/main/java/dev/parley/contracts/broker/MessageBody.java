package dev.parley.contracts.broker;

import java.util.Arrays;

/** The bytes of a message, of which nothing is known. Not copied. */
@SuppressWarnings("ArrayRecordComponent") // value semantics are given below; a copy per hop would be waste
public record MessageBody(byte[] bytes) {
    @Override
    public boolean equals(Object other) {
        return other instanceof MessageBody body && Arrays.equals(bytes, body.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "MessageBody[" + bytes.length + " bytes]";
    }
}
