import Drawing
import FundTracing
import PaymentGraph
import TestSupport
import Testing

@testable import Reports

@Suite("Matrix diagrams")
struct MatrixTests {
  private func sources(_ ledger: Ledger) throws -> [Source] {
    try AccountSelector.role(.victim).accounts(in: ledger.whole).map { Source(account: $0) }
  }

  private func matrix(
    _ ledger: Ledger, rules: WalkRules = WalkRules(pooling: .asOrdinary), top: Int = 4,
    options: DiagramOptions = DiagramOptions()
  ) throws -> (MatrixModel, SharedSinks) {
    let sources = try sources(ledger)
    let answer = try ledger.whole.sharedSinks(of: sources, minimumVictims: 1, rules: rules)
    let matrix = try ReachedMatrix(
      answer, shown: answer.choosing(nil, atMost: top), sources: sources, options: options)
    return (matrix.model, answer)
  }

  /// Without a rule no cell is an amount: cells and the last row count payments, folded or not.
  @Test(arguments: UInt64(1)...10)
  func columnsCountThePaymentsOfTheSinks(_ seed: UInt64) throws {
    let ledger = SampleLedger.tangle(seed: seed)
    for limit in [2, 5, 48] {
      let (model, answer) = try matrix(ledger, options: DiagramOptions(rowLimit: limit))
      #expect(model.columns.allSatisfy { $0.unit == .payments })
      let all = Set(answer.sinks.flatMap(\.transfers))
      #expect(model.sums.reduce(0, +) == Int128(all.count))
      for row in model.rows {
        for (count, most) in zip(row.amounts, model.sums) { #expect(count ?? 0 <= most) }
      }
      let victims = Set(model.rows.flatMap(\.accounts))
      #expect(victims == Set(answer.sinks.flatMap(\.victims)))
      #expect(model.rows.count <= limit + 1)
    }
  }

  /// In walks of one hop, a cell counts what the victim itself paid the account.
  @Test(arguments: UInt64(1)...10)
  func cellsCountWhatWasPaid(_ seed: UInt64) throws {
    let ledger = SampleLedger.tangle(seed: seed)
    let rules = WalkRules(maximumHops: 1, pooling: .asOrdinary)
    let (model, answer) = try matrix(ledger, rules: rules, top: 100)
    #expect(model.columns.count == answer.sinks.count)
    for (number, sink) in answer.sinks.enumerated() {
      for row in model.rows {
        let paid = ledger.whole.transfers.filter {
          row.accounts.contains($0.payer.id) && $0.beneficiary.id == sink.account
            && $0.payer.id != $0.beneficiary.id
        }
        #expect(row.amounts[number] == (paid.isEmpty ? nil : Int128(paid.count)))
      }
      // One hop is shared by nobody: the rows add up as well.
      let counted = model.rows.reduce(0) { $0 + ($1.amounts[number] ?? 0) }
      #expect(counted == Int128(sink.transfers.count))
    }
  }

  /// No sum of money stands in a matrix without a rule but what victims claim, and the title says what it shows.
  @Test func aMatrixWithoutARuleShowsNobodysAmounts() throws {
    let ledger = SampleLedger.tangle(seed: 5)
    let sources = try sources(ledger)
    let answer = try ledger.whole.sharedSinks(
      of: sources, rules: WalkRules(pooling: .asOrdinary))
    let picture = try MatrixDiagram(
      answer, shown: answer.choosing(nil, atMost: 5), sources: sources
    ).picture()
    #expect(picture.drawing.title.hasPrefix("Accounts that each victim's money can have reached"))
    #expect(picture.table.rows.allSatisfy { $0.cells[2].contains("payment") })
    #expect(picture.drawing.texts.contains { $0.hasPrefix("Order of rows: ") })
    // Rupees are what others received: no victim claims any.
    #expect(!picture.drawing.texts.contains { $0.contains("INR") })
    var terms = TracingTerms()
    terms.pooling = .asOrdinary
    let trace = try ledger.whole.trace(of: sources, by: .rule(.fifo), terms: terms)
    let traced = try MatrixDiagram(trace, sinks: [], sources: sources, columnLimit: 6).picture()
    #expect(traced.drawing.title.hasPrefix("Victims' money on each account under rule fifo"))
    #expect(traced.drawing.texts.contains { $0.contains("INR") })
  }

  /// Under a rule every column adds up, and is within rounding of what the trace says.
  @Test(arguments: TracingRule.all)
  func tracedColumnsAddUp(_ rule: TracingRule) throws {
    for seed in UInt64(1)...4 {
      let ledger = SampleLedger.tangle(seed: seed)
      let sources = try sources(ledger)
      var terms = TracingTerms()
      terms.pooling = .asOrdinary
      let answer = try ledger.whole.trace(of: sources, by: .rule(rule), terms: terms)
      for limit in [2, 48] {
        let model = TracedMatrix(
          answer, sinks: [], sources: sources, columnLimit: 3,
          options: DiagramOptions(rowLimit: limit)
        ).model
        for column in model.columns.indices {
          #expect(
            model.rows.reduce(0) { $0 + ($1.amounts[column] ?? 0) } == model.sums[column])
        }
        for currency in [SampleLedger.gbp, SampleLedger.inr] {
          let unit = MatrixUnit.money(currency)
          let exact = answer.victimHoldings.filter { $0.currency == currency }
            .reduce(Fraction.zero) { $0 + $1.amount }
          let own = model.columns.indices.filter {
            model.columns[$0].unit == unit && model.columns[$0].kind != .sum
          }
          let shown = own.reduce(Int128(0)) { $0 + model.sums[$1] }
          let nearest = AmountText.nearest(exact, currency)?.minorUnits ?? 0
          #expect(abs(shown - nearest) <= Int128(own.count))
        }
      }
    }
  }

  @Test func stepsAreRoundAndDarkerAndDarker() {
    #expect(
      [1, 2, 3, 9, 10, 41, 4_087_500].map(HeatScale.round) == [1, 2, 5, 10, 10, 50, 5_000_000])
    let scale = HeatScale(.money(SampleLedger.inr), largest: 32_700_000)
    #expect(scale.limits == [5_000_000, 10_000_000, 20_000_000])
    #expect(scale.limits == scale.limits.sorted() && (scale.limits.last ?? 0) < 32_700_000)
    func light(_ color: DiagramColor) -> Double {
      let (red, green, blue) = color.components
      func linear(_ part: Double) -> Double {
        var power = (part + 0.055) / 1.055
        if part <= 0.04045 { return part / 12.92 }
        // The 2.4th power is close enough to the square and a half for a comparison.
        power = power * power * power.squareRoot()
        return power
      }
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
    let lights = Palette.heat.map(light)
    for (one, next) in zip(lights, lights.dropFirst()) { #expect(one > next + 0.05) }
    for amount in [1, 6_000_000, 12_000_000, 25_000_000, 32_700_000] as [Int128] {
      let (fill, ink) = scale.colors(amount)
      let (one, other) = (light(fill), light(ink))
      #expect((max(one, other) + 0.05) / (min(one, other) + 0.05) > 4.5)
    }
    #expect(HeatScale(.money(SampleLedger.inr), largest: 1).legend.count == 1)
  }

  @Test func drawingsAreWhole() throws {
    let ledger = SampleLedger.tangle(seed: 5)
    let sources = try sources(ledger)
    let rules = WalkRules(pooling: .asOrdinary)
    for limit in [3, 48] {
      let options = DiagramOptions(rowLimit: limit)
      try DrawingChecks.check {
        let answer = try ledger.whole.sharedSinks(of: sources, rules: rules)
        return try MatrixDiagram(
          answer, shown: answer.choosing(nil, atMost: 5), sources: sources, options: options
        ).picture()
      }
      try DrawingChecks.check {
        var terms = TracingTerms()
        terms.pooling = .asOrdinary
        let answer = try ledger.whole.trace(of: sources, by: .rule(.proRata), terms: terms)
        return try MatrixDiagram(
          answer, sinks: [], sources: sources, columnLimit: 6, options: options
        ).picture()
      }
    }
  }

  @Test func whatIsNoTraceIsRefused() throws {
    let ledger = SampleLedger.tangle(seed: 5)
    let sources = try sources(ledger)
    let answer = try ledger.whole.trace(of: sources, by: .poison)
    let diagram = MatrixDiagram(answer, sinks: [], sources: sources, columnLimit: 6)
    #expect(throws: DiagramError.self) { try diagram.picture() }
  }
}
