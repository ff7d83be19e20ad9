import FundTracing
import PaymentGraph
import Simulation
import Testing

/// The accounts that come first on planted cases, and the changes that must not change them.
///
/// The search knows no names: the records themselves show that honest beneficiaries are innocent.
@Suite("Ranking on planted cases")
struct RankingTests {
  /// The shared sinks of the claims, as roles and keys of the truth, in their order.
  private func ranking(
    _ planted: PlantedCase, unrelated: Int = 0
  ) throws -> (keys: [String], roles: [AccountRole]) {
    var roles: [String: AccountRole] = [:]
    for account in planted.accounts { roles[account.key] = account.role }
    let (ledger, transfers) = planted.ledger(addingPayers: unrelated)
    let claims = planted.records.indices.filter { planted.records[$0].isClaim }
    let answer = try ledger.whole.sharedSinks(
      of: Source.claiming(claims.compactMap { transfers[$0] }, in: ledger))
    let keys = answer.sinks.map { ledger.account($0.account).key }
    return (keys, keys.map { roles[$0] ?? .unknown })
  }

  /// The last mule has customers as a shop has, and pays out seldom: it ranks with the others, above
  /// every honest payee.
  @Test(arguments: 0..<5 as Range<UInt64>) func aMuleShapedLikeAMerchantRanks(_ seed: UInt64) throws
  {
    let planted = try PlantedCase(SimulationSettings(seed: seed, regime: .reference))
    let (keys, roles) = try ranking(planted)
    let shop = try #require(planted.accounts.last { $0.role == .mule }).key
    let place = try #require(keys.firstIndex(of: shop))
    let payers = Set(
      planted.records.filter { planted.accounts[$0.beneficiary].key == shop }.map(\.payer))
    #expect(payers.count >= 2)
    #expect(!roles[..<place].contains(.merchant))
  }

  /// Everybody pays the payment services, the energy company and the supermarket, and hundreds the
  /// merchants: none of them stands before an account that took the victims' money.
  ///
  /// Nothing is refunded here: a victim that got its money back goes on paying its bills, and while
  /// sinks are ordered by victims alone, an energy company can stand before the smallest mule by that.
  @Test(arguments: 0..<5 as Range<UInt64>) func honestPayeesFallAway(_ seed: UInt64) throws {
    var settings = SimulationSettings(seed: seed, regime: .reference)
    for number in settings.processors.indices { settings.processors[number].refundedPerMille = 0 }
    let planted = try PlantedCase(settings)
    let (_, roles) = try ranking(planted)
    let mules = roles.filter { $0 == .mule || $0 == .destination }.count
    #expect(mules >= 6)
    #expect(!roles.contains(.processor))
    #expect(!roles.prefix(mules).contains(.merchant))
  }

  /// Thousands of people who have nothing to do with the case pay its merchants, the energy company and the supermarket:
  /// no place changes.
  @Test(arguments: 0..<2 as Range<UInt64>) func unrelatedPayersChangeNothing(_ seed: UInt64) throws
  {
    let planted = try PlantedCase(SimulationSettings(seed: seed, regime: .mixed))
    #expect(try ranking(planted, unrelated: 10_000).keys == ranking(planted).keys)
  }
}
