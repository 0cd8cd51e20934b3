package dev.parley.chat.domain;

/** The texts that the service writes itself, in a language ({@code PARLEY_LOCALE}). */
public enum Phrases {
    EN(" joined", " left"),
    KO("님이 입장하셨습니다.", "님이 퇴장하셨습니다.");

    private final String afterJoining;
    private final String afterLeaving;

    Phrases(String afterJoining, String afterLeaving) {
        this.afterJoining = afterJoining;
        this.afterLeaving = afterLeaving;
    }

    String joined(String displayName) {
        return displayName + afterJoining;
    }

    String left(String displayName) {
        return displayName + afterLeaving;
    }
}
