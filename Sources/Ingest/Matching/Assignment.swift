/// The one-to-one assignment of rows to columns with the greatest sum of scores (Kuhn, Munkres).
enum Assignment {
  /// The column of each row; nil where it has none.
  ///
  /// Only pairs with a score above 0 are assigned; of equal sums the first rows and columns win.
  ///
  /// - Parameter scores: one array for each row, all as long as there are columns; 0 for no pair.
  /// - Complexity: O(*n*³), where *n* is the greater of rows and columns.
  static func best(_ scores: [[Int]]) -> [Int?] {
    let rows = scores.count
    let columns = scores.first?.count ?? 0
    let size = max(rows, columns)
    guard size > 0 else { return [] }
    let top = scores.flatMap { $0 }.max() ?? 0
    func cost(_ row: Int, _ column: Int) -> Int {
      row <= rows && column <= columns ? top - scores[row - 1][column - 1] : top
    }
    // Potentials of rows and columns, and the row of each column; places count from 1, 0 is the start.
    var rowPotential = Array(repeating: 0, count: size + 1)
    var columnPotential = Array(repeating: 0, count: size + 1)
    var rowOf = Array(repeating: 0, count: size + 1)
    var way = Array(repeating: 0, count: size + 1)
    for row in 1...size {
      rowOf[0] = row
      var column = 0
      var least = Array(repeating: Int.max, count: size + 1)
      var isUsed = Array(repeating: false, count: size + 1)
      repeat {
        isUsed[column] = true
        let current = rowOf[column]
        var delta = Int.max
        var next = 0
        for other in 1...size where !isUsed[other] {
          let reduced = cost(current, other) - rowPotential[current] - columnPotential[other]
          if reduced < least[other] {
            least[other] = reduced
            way[other] = column
          }
          if least[other] < delta {
            delta = least[other]
            next = other
          }
        }
        for other in 0...size {
          if isUsed[other] {
            rowPotential[rowOf[other]] += delta
            columnPotential[other] -= delta
          } else if least[other] < Int.max {
            least[other] -= delta
          }
        }
        column = next
      } while rowOf[column] != 0
      repeat {
        let before = way[column]
        rowOf[column] = rowOf[before]
        column = before
      } while column != 0
    }
    var result: [Int?] = Array(repeating: nil, count: rows)
    for column in 1...size {
      let row = rowOf[column]
      guard row >= 1, row <= rows, column <= columns, scores[row - 1][column - 1] > 0 else {
        continue
      }
      result[row - 1] = column - 1
    }
    return result
  }
}
