package dev.parley.e2e.sim;

import io.vertx.core.Handler;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for an interface of Vert.x, of which Parley calls few methods. A call of one that nobody has given a meaning
 * fails the run.
 */
final class StandIn<T> implements InvocationHandler {
    private final Class<T> type;
    private final Map<String, Answer> answers = new HashMap<>();
    private @Nullable Object rest;

    /** What a call comes to; void is null. */
    @FunctionalInterface
    interface Answer {
        @Nullable
        Object to(Object[] given);
    }

    private StandIn(Class<T> type) {
        this.type = type;
    }

    static <T> StandIn<T> of(Class<T> type) {
        return new StandIn<>(type);
    }

    /** Gives the method its meaning, and is done. */
    T on(String method, Answer answer) {
        return and(method, answer).made();
    }

    /** Gives the method its meaning, of which there are more. */
    StandIn<T> and(String method, Answer answer) {
        answers.put(method, answer);
        return this;
    }

    /** All other methods are this one's. */
    StandIn<T> orElse(Object real) {
        rest = real;
        return this;
    }

    T made() {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this));
    }

    /** An argument that is a handler. */
    @SuppressWarnings("unchecked")
    static <A> Handler<A> handler(Object argument) {
        return (Handler<A>) argument;
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] given) throws Throwable {
        Answer answer = answers.get(method.getName());
        if (answer != null) {
            return answer.to(given == null ? new Object[0] : given);
        }
        if (rest != null) {
            try {
                return method.invoke(rest, given);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
        return switch (method.getName()) {
            case "toString" -> "a stand-in for " + type.getSimpleName();
            case "hashCode" -> System.identityHashCode(self);
            case "equals" -> given != null && self == given[0];
            default -> throw new UnsupportedOperationException(method + " is not simulated");
        };
    }
}
