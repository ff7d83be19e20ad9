/// Joins keys that are one account by pairs into groups, in the order in which the pairs close them.
enum KeyGroups {
  static func joined(_ pairs: some Sequence<(one: String, other: String)>) -> [Set<String>] {
    var groups: [Set<String>] = []
    for pair in pairs {
      var group: Set<String> = [pair.one, pair.other]
      groups.removeAll { other in
        guard !other.isDisjoint(with: group) else { return false }
        group.formUnion(other)
        return true
      }
      groups.append(group)
    }
    return groups
  }
}
