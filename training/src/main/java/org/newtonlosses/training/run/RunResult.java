package org.newtonlosses.training.run;

import java.util.Map;

/**
 * The end of a run.
 *
 * @param steps how many were made
 * @param bestStep the step with the best validation, whose model is kept
 * @param validation its validation metrics
 * @param test its test metrics
 * @param testData the name of the data
 * @param testExamples the number of test examples
 * @param seconds how long the run took, all sessions together, the test included
 */
public record RunResult(
    long steps,
    long bestStep,
    Map<String, Double> validation,
    Map<String, Double> test,
    String testData,
    long testExamples,
    double seconds) {}
