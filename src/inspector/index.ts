/**
 * The entry `./inspector`: looking at nodes, in development or production.
 */
export { createInspection } from './inspection.js'
export { loadRecording } from './loadRecording.js'
export { recorder } from './recorder.js'
export type { Recorder, RecorderOptions } from './recorder.js'
export type { Inspection, InspectionOptions, Mask } from './model.js'
