internal import PaymentGraph

/// Rows of a persons file that are one person under several names: those with the same name and the same telephone or
/// e-mail address, or whose words for the person differ in letters and spaces only.
///
/// One person who stands there twice would count as two who were chosen independently, and make a list look used that
/// is not. A telephone alone does not join: a household or a home has one for several people.
struct PersonIdentities: Sendable {
  private var parents: [String: String] = [:]
  /// The rows that are a person who has another row.
  private(set) var repeated = 0
  /// The victims who share a telephone or an e-mail address with a victim of another name.
  private(set) var sharing = 0

  /// - Parameter party: returns what tells a person of a row from others: a holder, an account, or the text of the row.
  init(_ persons: [CaseRecords.Person], party: (CaseRecords.Person) -> String) {
    var known: [String: String] = [:]
    func join(_ own: String, by key: String, _ parents: inout [String: String]) {
      let (root, other) = (
        PersonIdentities.root(own, parents), PersonIdentities.root(known[key] ?? own, parents)
      )
      if known[key] == nil { known[key] = own }
      // The smaller text stands for both, so that the order of rows decides nothing.
      if root != other { parents[max(root, other)] = min(root, other) }
    }
    var parents: [String: String] = [:]
    let parties = persons.map(party)
    let phones = OrderKey.telephones(persons.map { $0.attributes["phone"] ?? "" })
    for (place, person) in persons.enumerated() {
      if person.accounts.isEmpty {
        join(parties[place], by: "p:\(PersonIdentities.folded(person.name))", &parents)
      }
      let name = PersonIdentities.folded(person.attributes["name"] ?? "")
      guard !name.isEmpty else { continue }
      if let phone = phones[place], phone.count >= 5 {
        join(parties[place], by: "t:\(name)|\(phone)", &parents)
      }
      let address = PersonIdentities.folded(person.attributes["email"] ?? "")
      if address.contains("@") { join(parties[place], by: "e:\(name)|\(address)", &parents) }
    }
    self.parents = parents
    let roots = parties.map { PersonIdentities.root($0, parents) }
    repeated = persons.count - Set(roots).count
    var owners: [String: Set<String>] = [:]
    for (place, person) in persons.enumerated() where person.group == .victim {
      if let phone = phones[place], phone.count >= 5 {
        owners["t:\(phone)", default: []].insert(roots[place])
      }
      let address = PersonIdentities.folded(person.attributes["email"] ?? "")
      if address.contains("@") { owners["e:\(address)", default: []].insert(roots[place]) }
    }
    sharing = owners.values.filter { $0.count > 1 }.reduce(into: Set()) { $0.formUnion($1) }.count
  }

  /// Returns what stands for a person under all names.
  func party(_ own: String) -> String { PersonIdentities.root(own, parents) }

  private static func root(_ own: String, _ parents: [String: String]) -> String {
    var root = own
    while let next = parents[root] { root = next }
    return root
  }

  /// Returns a text without marks and in small letters, with single spaces.
  private static func folded(_ text: String) -> String {
    OrderKey.name(text).unicodeScalars.split { $0.properties.isWhitespace }.map(String.init)
      .joined(separator: " ")
  }
}
