/** Variables that change what a process loads or how it can be watched; none of our processes must inherit them. */
const UNSAFE_VARIABLES =
  /^(NODE_OPTIONS|NODE_PATH|NODE_REPL_EXTERNAL_MODULE|ELECTRON_RUN_AS_NODE|LD_PRELOAD|LD_AUDIT|DYLD_.*)$/;

/** This process's environment without what is unsafe. */
export function safeEnvironment(environment: NodeJS.ProcessEnv = process.env): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value === undefined || UNSAFE_VARIABLES.test(name) ? [] : [[name, value]],
    ),
  );
}
