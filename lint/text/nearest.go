package text

import "strings"

// Nearest returns the one of known that begins with name, or else that is fewest edits away from name, the first of equals, and "" when none is within
// a third of its length.
func Nearest(name string, known []string) string {
	for _, k := range known {
		if len(name) >= 3 && strings.HasPrefix(k, name) { // it was not typed to its end
			return k
		}
	}
	best, least := "", len(name)/3+2
	for _, k := range known {
		if d := Distance(name, k, least); d < least {
			best, least = k, d
		}
	}
	return best
}

// Distance returns the number of single-letter edits, swaps of neighbours counted as one, between a and b; limit when it
// is not smaller.
func Distance(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	before, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			next[j] = min(next[j-1]+1, row[j]+1, row[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, row, next = row, next, before
	}
	return min(row[len(b)], limit)
}
