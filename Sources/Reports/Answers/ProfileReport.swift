/// A list of profiles for people.
public struct ProfileReport: Sendable {
  private let profiles: [(name: String, shape: String, title: String, isOwn: Bool)]

  /// Creates the report on profiles, in the order given.
  public init(_ profiles: [(name: String, shape: String, title: String, isOwn: Bool)]) {
    self.profiles = profiles
  }

  /// The list: one line a profile with name, shape and title.
  public var text: String {
    let width = profiles.map(\.name.count).max() ?? 0
    return profiles.map { profile in
      let gap = String(repeating: " ", count: width - profile.name.count)
      let shape = profile.shape + String(repeating: " ", count: max(0, 9 - profile.shape.count))
      return TerminalText.safe(
        "\(profile.name)\(gap)  \(shape)  \(profile.title)\(profile.isOwn ? " (yours)" : "")")
        + "\n"
    }.joined()
  }
}
