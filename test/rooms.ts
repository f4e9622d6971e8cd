/**
 * Loads every room before the first test begins. From then on the test runner follows each promise to its end, and
 * loading a module makes so many of them that it takes twice as long.
 */
import { findRooms } from '../src/server/registry.ts'

await findRooms()
