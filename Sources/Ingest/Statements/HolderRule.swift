/// A part of a statement that names the holder of its account.
enum HolderRule: Sendable {
  /// In the lines before the header.
  case preamble(TextPattern)
  /// In a column of each row.
  case column(String)

  static func rules(_ root: ProfileSection) throws(ProfileError) -> [HolderRule] {
    var rules: [HolderRule] = []
    for section in try root.sections("holder", keys: ["preamble", "column"]) {
      switch section.present(of: ["preamble", "column"]) {
      case ["preamble"]: rules.append(.preamble(try TextPattern(section, "preamble")))
      case ["column"]: rules.append(.column(try section.required("column")))
      default:
        throw section.error("preamble", "a holder comes from one of these only: preamble or column")
      }
    }
    return rules
  }
}
