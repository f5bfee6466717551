/** Stands in for optional dependencies of libraries that we never call. */
export default undefined
