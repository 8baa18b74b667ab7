// All that the package's code may know of its surroundings besides the language and the DOM. The build compiles with
// this instead of Node's types, so nothing of Node slips in.
declare const process: { readonly env: { readonly NODE_ENV?: string } }
