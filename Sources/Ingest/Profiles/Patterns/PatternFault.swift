/// Why a pattern cannot be used: the rest of a sentence that begins with it.
struct PatternFault: Error, Hashable {
  let reason: String
}
