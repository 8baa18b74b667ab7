// What the answer imports; the test beside it puts each chat in its place.
export * from '../components/right.js'
