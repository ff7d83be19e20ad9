internal import ArgumentParser
internal import Inquiries

/// The choice of the victims whose money is followed.
struct VictimOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The victims: all (every account that pays), role:victim, an account key, several with \
      commas, or @file with one on each line. Default: those of the claims file, else role:victim.
      """, valueName: "accounts"))
  var victims: AccountArgument?

  /// Returns the choice as a part of a question.
  func choice(_ files: SelectorFiles) throws -> Inquiry.Victims {
    Inquiry.Victims(try victims?.choice(files))
  }
}
