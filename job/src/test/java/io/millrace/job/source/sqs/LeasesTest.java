package io.millrace.job.source.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.source.sqs.Leases.Due;
import io.millrace.job.source.sqs.Leases.Extension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LeasesTest {

    private static final Duration VISIBILITY = Duration.ofSeconds(100);
    private static final long TIME = VISIBILITY.toMillis();
    private static final long NOW = 1_000_000;
    private static final long HALF = NOW + TIME / 2;
    private static final Due NOTHING = new Due(List.of(), 0);

    private final Leases leases = new Leases(VISIBILITY);

    @Test
    void aLeaseIsDueWhenHalfOfItsTimeIsOverAndNotBefore() {
        Receipt receipt = kept("a", NOW + TIME);

        assertThat(leases.take(10, HALF - 1)).isEqualTo(NOTHING);
        assertThat(leases.take(10, HALF))
                .isEqualTo(new Due(List.of(new Extension(receipt, VISIBILITY, HALF + TIME)), 0));
    }

    @Test
    void theMostUrgentLeaseIsTakenFirstWhateverTheOrderOfTheReceives() {
        kept("third", NOW + 30);
        kept("first", NOW + 10);
        kept("second", NOW + 20);
        kept("fourth", NOW + 40);

        assertThat(ids(leases.take(2, NOW))).containsExactly("first", "second");
        assertThat(ids(leases.take(2, NOW))).containsExactly("third", "fourth");
    }

    @Test
    void aLeaseThatIsBeingExtendedIsTakenByNobodyElse() {
        kept("a", NOW + TIME);
        Extension extension = leases.take(10, HALF).extensions().get(0);
        assertThat(leases.take(10, HALF)).isEqualTo(NOTHING);

        leases.extended(extension);

        assertThat(extension.receipt().leaseUntilMillis).isEqualTo(HALF + TIME);
        assertThat(leases.take(10, HALF + TIME / 2 - 1)).isEqualTo(NOTHING);
        assertThat(ids(leases.take(10, HALF + TIME / 2))).containsExactly("a");
    }

    @Test
    void aLeaseThatCouldNotBeExtendedComesAgainAndHoldsUpNoOther() {
        kept("stubborn", NOW + TIME);
        kept("patient", NOW + TIME + 1);
        leases.postponed(leases.take(1, HALF + 1).extensions().get(0), HALF + 10);

        assertThat(ids(leases.take(1, HALF + 1))).containsExactly("patient");
        assertThat(ids(leases.take(1, HALF + 10))).containsExactly("stubborn");
    }

    @Test
    void aLeaseWhoseTimeIsOverIsLostAndTakesNobodysPlace() {
        Receipt late = kept("late", HALF);
        kept("in time", HALF + 1);

        Due due = leases.take(1, HALF);

        assertThat(due.lost()).isEqualTo(1);
        assertThat(ids(due)).containsExactly("in time");
        assertThat(late.leaseLost).isTrue();
        leases.keep(late);
        assertThat(leases.take(10, HALF)).isEqualTo(NOTHING);
    }

    @Test
    void noLeaseReachesBeyondTwelveHoursFromTheReceive() {
        long limit = NOW + Leases.LIMIT.toMillis();
        Receipt receipt = kept("a", limit - 45_500);

        Extension last = leases.take(10, limit - 95_500).extensions().get(0);
        assertThat(last).isEqualTo(new Extension(receipt, Duration.ofSeconds(95), limit - 500));

        leases.extended(last);
        assertThat(leases.take(10, limit - 40_000)).isEqualTo(NOTHING);
        assertThat(leases.take(10, limit)).as("its end is seen").isEqualTo(new Due(List.of(), 1));
    }

    @Test
    void aTimeoutThatIsNoWholeNumberOfSecondsIsExtendedByTheNextOne() {
        Leases odd = new Leases(Duration.ofMillis(1500));
        Receipt receipt = receipt("a", NOW + 1500);
        odd.keep(receipt);

        assertThat(odd.take(10, NOW + 500))
                .isEqualTo(new Due(List.of(new Extension(receipt, Duration.ofSeconds(2), NOW + 2500)), 0));
    }

    @Test
    void aDroppedLeaseIsLeftAlone() {
        Receipt waiting = kept("waiting", NOW + TIME);
        Receipt underWay = kept("under way", NOW + 1);
        Extension extension = leases.take(1, NOW).extensions().get(0);
        leases.drop(waiting);
        leases.drop(underWay);

        leases.extended(extension);

        assertThat(leases.take(10, Long.MAX_VALUE / 2)).isEqualTo(NOTHING);
    }

    @Test
    void aLeaseThatIsKeptAgainWhileItIsBeingExtendedIsThereOnce() {
        Receipt receipt = kept("a", NOW + TIME);
        Extension extension = leases.take(1, HALF).extensions().get(0);
        leases.drop(receipt);
        leases.keep(receipt);
        assertThat(leases.take(10, HALF)).isEqualTo(NOTHING);

        leases.postponed(extension, HALF);

        assertThat(ids(leases.take(10, HALF))).containsExactly("a");
        assertThat(leases.take(10, HALF)).isEqualTo(NOTHING);
    }

    @Test
    void theQueuesWordThatALeaseIsOverIsALossUnlessTheLeaseWasDropped() {
        Receipt kept = kept("kept", NOW + 1);
        Receipt dropped = kept("dropped", NOW + 2);
        List<Extension> underWay = leases.take(10, NOW).extensions();
        leases.drop(dropped);

        assertThat(leases.lost(underWay.get(0))).isTrue();
        assertThat(leases.lost(underWay.get(1))).isFalse();
        assertThat(kept.leaseLost).isTrue();
        assertThat(dropped.leaseLost).isFalse();
    }

    @Test
    void anExtensionEndsOnce() {
        kept("a", NOW + TIME);
        Extension extension = leases.take(1, HALF).extensions().get(0);
        leases.extended(extension);

        assertThatThrownBy(() -> leases.postponed(extension, HALF))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("not being extended: Receipt[a, BUFFERED]");
    }

    private Receipt kept(String id, long leaseUntilMillis) {
        Receipt receipt = receipt(id, leaseUntilMillis);
        leases.keep(receipt);
        return receipt;
    }

    private static Receipt receipt(String id, long leaseUntilMillis) {
        return new Receipt(id, "handle-" + id, NOW, NOW, leaseUntilMillis, Receipt.State.BUFFERED, false);
    }

    private static List<String> ids(Due due) {
        return due.extensions().stream()
                .map(extension -> extension.receipt().messageId())
                .toList();
    }
}
