/**
 * What a thing is made of, said once: names, types, ranges, defaults and a line of help.
 *
 * <p>A {@link org.newtonlosses.training.schema.Param} is a single value, a {@link
 * org.newtonlosses.training.schema.Choice} one of several {@link
 * org.newtonlosses.training.schema.Variant}s with parameters of their own. A {@link
 * org.newtonlosses.training.schema.Schema} is a list of both. It reads and writes {@link
 * org.newtonlosses.training.schema.Values} as YAML, and lists the places that options of the
 * command line are made of. Params and choices are the keys that values are asked by, with their
 * types:
 *
 * <pre>{@code
 * static final Param<Integer> N = Param.integer("n", 5).atLeast(2).help("items to rank");
 * int n = values.get(N);
 * }</pre>
 */
package org.newtonlosses.training.schema;
