package dev.parley.gateway.stomp;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import org.junit.jupiter.api.Test;

/** The rule of this package: see its package-info. */
class StompArchitectureTest {

    @Test
    void stompKnowsTheContractsNounsAndThreeTypesOfVertx() {
        JavaClasses stomp = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.parley.gateway.stomp");

        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "java..",
                                "org.jspecify.annotations",
                                "dev.parley.contracts.model",
                                "dev.parley.contracts.error",
                                "dev.parley.gateway.stomp")
                        .or(type(Frame.class))
                        .or(type(Command.class))
                        .or(type(Buffer.class)))
                .check(stomp);
    }
}
