package dev.parley.contracts.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {
    @ParameterizedTest
    @EnumSource
    void theNumberOnTheBusLeadsBackToTheCode(ErrorCode code) {
        assertThat(ErrorCode.ofNumber(code.number())).isEqualTo(code);
    }

    @Test
    void aNumberOfAnotherVersionIsInternal() {
        assertThat(ErrorCode.ofNumber(4999)).isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void namesAndNumbersAreUnique() {
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::code)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::number)).doesNotHaveDuplicates();
    }

    @Test
    void aBugIsInternalAndItsTextStaysInside() {
        Refusal refusal = Refusal.of(new IllegalStateException("table accounts, row 7"));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(refusal.detail()).doesNotContain("accounts");
    }
}
