package dev.parley.contracts.bus;

import dev.parley.contracts.Wire;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes an instance of any record that may travel: small, legal, no two numbers or texts alike. */
final class Samples {
    private final boolean withNulls;
    private int made;

    private Samples(boolean withNulls) {
        this.withNulls = withNulls;
    }

    /** Every component has a value. */
    static Wire full(Class<? extends Wire> type) {
        return type.cast(new Samples(false).record(type));
    }

    /** What may be null is null. */
    static Wire sparse(Class<? extends Wire> type) {
        return type.cast(new Samples(true).record(type));
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(
                    Arrays.stream(components).map(this::component).toArray());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no sample of " + type, e);
        }
    }

    private @Nullable Object component(RecordComponent component) {
        boolean mayBeNull = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        return mayBeNull && withNulls ? null : value(component.getGenericType());
    }

    private Object value(Type type) {
        made++;
        if (type instanceof ParameterizedType generic) {
            Object element = value(generic.getActualTypeArguments()[0]);
            return generic.getRawType() == Set.class ? Set.of(element) : List.of(element, element);
        }
        Class<?> raw = (Class<?>) type;
        if (raw == String.class) {
            return "text-" + made;
        }
        if (raw == long.class || raw == Long.class) {
            return (1L << 40) + made;
        }
        if (raw == int.class || raw == Integer.class) {
            return made;
        }
        if (raw == boolean.class) {
            return true;
        }
        if (raw == byte[].class) {
            return new byte[] {(byte) made, 0, -1};
        }
        return raw.isEnum() ? raw.getEnumConstants()[raw.getEnumConstants().length - 1] : record(raw);
    }
}
