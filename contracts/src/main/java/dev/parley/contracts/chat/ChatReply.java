package dev.parley.contracts.chat;

import dev.parley.contracts.Reply;

/** What the chat service answers. */
public sealed interface ChatReply extends Reply
        permits HistoryPage,
                InterestHeads,
                MarkersMoved,
                MayRead,
                MemberPage,
                Posted,
                PostedAll,
                RoomPage,
                RoomView,
                Subscribed,
                WriterErased {}
