package org.newtonlosses.training;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which module may know what. */
class LayersTest {
  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.newtonlosses");
  }

  @Test
  void trainingBuildsNoOperations() {
    noClasses()
        .that()
        .resideInAPackage("org.newtonlosses.training..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.tensorflow.op..")
        .check(classes);
  }

  @Test
  void dataKnowsNoTensorFlow() {
    noClasses()
        .that()
        .resideInAPackage("org.newtonlosses.data..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.tensorflow..", "org.newtonlosses.graphs..", "org.newtonlosses.training..")
        .check(classes);
  }

  @Test
  void dataSetsKnowNothingOfWhatIsInThem() {
    noClasses()
        .that()
        .resideInAPackage("org.newtonlosses.data")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.newtonlosses.data.*..")
        .check(classes);
    noClasses()
        .that()
        .resideInAnyPackage("org.newtonlosses.data.npy..", "org.newtonlosses.data.fetch..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.newtonlosses.data",
            "org.newtonlosses.data.digits..",
            "org.newtonlosses.data.maps..")
        .check(classes);
  }

  @Test
  void graphsKnowOnlyTensorFlow() {
    noClasses()
        .that()
        .resideInAPackage("org.newtonlosses.graphs..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.newtonlosses.data..", "org.newtonlosses.training..")
        .check(classes);
  }

  @Test
  void onlyCommandsKnowTheCommandLine() {
    noClasses()
        .that()
        .resideInAPackage("org.newtonlosses..")
        .and()
        .resideOutsideOfPackage("org.newtonlosses.training.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "me.tongfei..", "org.newtonlosses.training.cli..")
        .check(classes);
  }

  @Test
  void packagesDependOnEachOtherInOneDirection() {
    slices().matching("org.newtonlosses.training.(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void nothingOutsideATaskKnowsTheTask() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.newtonlosses.training",
            "org.newtonlosses.training.schema..",
            "org.newtonlosses.training.registry..",
            "org.newtonlosses.training.recipe..",
            "org.newtonlosses.training.model..",
            "org.newtonlosses.training.task",
            "org.newtonlosses.training.run..",
            "org.newtonlosses.training.session..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.newtonlosses.training.task.*..", "org.newtonlosses.training.builtin..")
        .check(classes);
  }
}
