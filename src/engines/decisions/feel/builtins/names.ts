/**
 * Built-in functions whose names hold a keyword, so that the parser must be told to read them as one name.
 * The other names with spaces are read as one without help.
 */
export const SPACED_BUILTINS = ['get or else']
