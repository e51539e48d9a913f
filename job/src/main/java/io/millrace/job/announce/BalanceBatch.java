package io.millrace.job.announce;

import io.millrace.model.Balance;
import java.util.List;

/** The balances that one instance of {@link BalanceSink} took up to a barrier. */
record BalanceBatch(List<Balance> balances) {

    BalanceBatch {
        balances = List.copyOf(balances);
    }
}
