package dev.parley.chat.domain;

import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.chat.Visibility;
import java.util.Locale;
import java.util.Optional;

/** The texts that the service writes itself, in a language ({@code PARLEY_LOCALE}). */
public enum Phrases {
    EN {
        @Override
        String of(Act act) {
            return switch (act) {
                case JOINED -> "%s joined";
                case LEFT -> "%s left";
                case ADDED -> "%s added %s";
                case REMOVED -> "%s removed %s";
                case BANNED -> "%s banned %s";
                case UNBANNED -> "%s lifted the ban of %s";
                case GAVE_ROLE -> "%s made %s %s";
                case DESCRIBED -> "%s changed the room";
                case MADE_PUBLIC -> "%s made the room public";
                case MADE_PRIVATE -> "%s made the room private";
            };
        }

        @Override
        String of(Role role) {
            return switch (role) {
                case OWNER -> "an owner";
                case MODERATOR -> "a moderator";
                case MEMBER -> "a member";
                case READER -> "a reader";
            };
        }

        @Override
        String somebody() {
            return "a guest";
        }

        @Override
        public String formerUser() {
            return "a former user";
        }

        @Override
        public String erased() {
            return "This message was erased";
        }
    },
    KO {
        @Override
        String of(Act act) {
            return switch (act) {
                case JOINED -> "%s님이 입장하셨습니다.";
                case LEFT -> "%s님이 퇴장하셨습니다.";
                case ADDED -> "%s님이 %s님을 초대했습니다.";
                case REMOVED -> "%s님이 %s님을 내보냈습니다.";
                case BANNED -> "%s님이 %s님을 차단했습니다.";
                case UNBANNED -> "%s님이 %s님의 차단을 해제했습니다.";
                case GAVE_ROLE -> "%s님이 %s님의 역할을 변경했습니다: %s";
                case DESCRIBED -> "%s님이 채팅방 정보를 변경했습니다.";
                case MADE_PUBLIC -> "%s님이 채팅방을 공개로 전환했습니다.";
                case MADE_PRIVATE -> "%s님이 채팅방을 비공개로 전환했습니다.";
            };
        }

        @Override
        String of(Role role) {
            return switch (role) {
                case OWNER -> "소유자";
                case MODERATOR -> "운영자";
                case MEMBER -> "멤버";
                case READER -> "읽기 전용 멤버";
            };
        }

        @Override
        String somebody() {
            return "손님";
        }

        @Override
        public String formerUser() {
            return "탈퇴한 사용자";
        }

        @Override
        public String erased() {
            return "삭제된 메시지입니다.";
        }
    };

    /** What somebody has done. */
    enum Act {
        JOINED,
        LEFT,
        ADDED,
        REMOVED,
        BANNED,
        UNBANNED,
        GAVE_ROLE,
        DESCRIBED,
        MADE_PUBLIC,
        MADE_PRIVATE
    }

    abstract String of(Act act);

    abstract String of(Role role);

    /** Whose name nobody knows. */
    abstract String somebody();

    /** Who was erased. */
    public abstract String formerUser();

    /** In the place of what somebody said who was erased. */
    public abstract String erased();

    /**
     * What an event says that is worded here, when its people have these names; empty of what a person has worded.
     *
     * @param target whom it is about, where it is about somebody
     * @param detail the role that was given, or the visibility, as the event has it; empty for none
     */
    public Optional<String> retold(EventType type, String name, String target, String detail) {
        return switch (type) {
            case JOIN -> Optional.of(joined(name));
            case LEAVE -> Optional.of(left(name));
            case INVITE -> Optional.of(said(Act.ADDED, name, target));
            case KICK -> Optional.of(said(Act.REMOVED, name, target));
            case BAN -> Optional.of(said(Act.BANNED, name, target));
            case UNBAN -> Optional.of(said(Act.UNBANNED, name, target));
            case ROLE -> Optional.of(gaveRole(name, target, Role.valueOf(detail.toUpperCase(Locale.ROOT))));
            case ROOM ->
                Optional.of(
                        detail.isEmpty()
                                ? described(name)
                                : made(name, Visibility.valueOf(detail.toUpperCase(Locale.ROOT))));
            default -> Optional.empty();
        };
    }

    String joined(String name) {
        return filled(Act.JOINED, name);
    }

    String left(String name) {
        return filled(Act.LEFT, name);
    }

    /** Of an act that is about somebody. */
    String said(Act act, String name, String target) {
        return filled(act, name, shown(target));
    }

    String gaveRole(String name, String target, Role role) {
        return filled(Act.GAVE_ROLE, name, shown(target), of(role));
    }

    String described(String name) {
        return filled(Act.DESCRIBED, name);
    }

    String made(String name, Visibility visibility) {
        return filled(visibility == Visibility.PUBLIC ? Act.MADE_PUBLIC : Act.MADE_PRIVATE, name);
    }

    private String shown(String name) {
        return name.isEmpty() ? somebody() : name;
    }

    private String filled(Act act, Object... names) {
        return String.format(Locale.ROOT, of(act), names);
    }
}
