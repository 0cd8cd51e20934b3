package dev.parley.chat;

import dev.parley.platform.boot.ServiceProcess;

/** Runs the chat service in a process of its own. */
public final class ChatMain {
    private ChatMain() {}

    public static void main(String[] args) {
        ServiceProcess.main(new ChatService());
    }
}
