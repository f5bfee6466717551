// What the test of planted bugs bundles together with the patched sources.
export { ModelFailure, runSeed } from './run'
export { smallScenario } from './smallScenario'
