internal import ArgumentParser
internal import Inquiries

/// `draw pattern`.
struct DrawPattern: DrawingCommand {
  static let configuration = CommandConfiguration(
    commandName: "pattern",
    abstract: "Draw the payments of one row of patterns.",
    discussion: """
      Example:
        tributary draw pattern case/*.csv --only chain --within 3d --row 1 -o chain.svg

      Takes the options of patterns, which decide the rows and their numbers. Chains, cycles and rings are drawn \
      with time to the right and a lane for each account; all other patterns as a flow.
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup var target: DrawingTarget
  @OptionGroup(title: "Patterns") var options: PatternOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Pooled accounts") var pooling: PoolingOptions
  @OptionGroup(title: "Look") var look: AppearanceOptions

  @Option(help: ArgumentHelp("The row of the answer that is drawn.", valueName: "n"))
  var row: Int

  func inquiry(_ files: SelectorFiles) throws -> Inquiry {
    var question = Inquiry.PatternPicture()
    question.patterns = try options.choice(files, of: input)
    question.patterns.scope = try scope.choice(files)
    question.patterns.pooling = try pooling.choice(files)
    question.patterns.row = row
    question.look = look.choice
    return .patternPicture(question)
  }
}

/// `draw compromise`.
struct DrawCompromise: DrawingCommand {
  static let configuration = CommandConfiguration(
    commandName: "compromise",
    abstract: "Draw how victims were chosen: lists as bars, contacts along the best order.",
    discussion: """
      Example:
        tributary draw compromise case/*.csv persons.csv -o chosen.svg

      Above, each list with the share of contacts that the records allow, and the verdict in words; below, each \
      contact by its day and its place in the order that shows best.
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup var target: DrawingTarget
  @OptionGroup(title: "Comparison") var options: CompromiseOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Look") var look: AppearanceOptions

  @Option(help: ArgumentHelp("The most lists to draw.", valueName: "n"))
  var top = 12

  func inquiry(_ files: SelectorFiles) throws -> Inquiry {
    var question = Inquiry.CompromisePicture()
    question.compromise = try options.choice(files)
    question.compromise.scope = try scope.choice(files)
    question.compromise.top = top
    question.look = look.choice
    return .compromisePicture(question)
  }
}
