/**
 * How long tests with real servers and browsers wait before they call it a failure. These are guards for a slow machine:
 * nothing waits that long when all is well, and nothing is measured with them.
 */

/** For one condition; shorter than a test, so that the failure can say what was there instead. */
export const CONDITION_SECONDS = 30

/** For one test. */
export const TEST_SECONDS = 120
