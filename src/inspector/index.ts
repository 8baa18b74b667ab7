/**
 * The entry `./inspector`: looking at nodes, in development or production.
 */
export type { Inspection, InspectionOptions, Mask } from './model.js'
