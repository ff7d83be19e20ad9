import Testing

@testable import PaymentGraph

/// The index by account is the same however many cores build it.
@Suite("Index by account")
struct AdjacencyTests {
  @Test(arguments: 0..<20 as Range<Int>)
  func rowsStandByAccountInTheirOrder(_ seed: Int) {
    var number = UInt32(seed + 1)
    let accounts = [1, 7, 60][seed % 3]
    let column = (0..<seed * 13).map { _ in
      number = number &* 1_664_525 &+ 1_013_904_223
      return (number >> 8) % UInt32(accounts)
    }
    let expected = (0..<accounts).map { account in
      column.indices.filter { column[$0] == account }.map { UInt32($0) }
    }
    for cores in 1...5 {
      let grouped = AdjacencyKernel(column, accountCount: accounts, cores: cores)
      #expect(grouped.rows == expected.flatMap { $0 })
      #expect(grouped.starts.first == 0 && grouped.starts.count == accounts + 1)
      for account in 0..<accounts {
        let range = Int(grouped.starts[account])..<Int(grouped.starts[account + 1])
        #expect(Array(grouped.rows[range]) == expected[account])
      }
    }
    let index = AdjacencyIndex(of: column, accountCount: accounts)
    #expect((0..<accounts).map { Array(index[$0]) } == expected)
    #expect(index.accountCount == Set(column).count)
  }
}
