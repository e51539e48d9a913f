package io.millrace.job.source.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class RoomTest {

    @Test
    void aReceiveHasRoomForAllItMayBringOrIsNotSent() {
        Room room = new Room(25, 100);

        assertThat(room.tryReserve(10)).isEqualTo(10);
        assertThat(room.tryReserve(10)).isEqualTo(10);
        assertThat(room.tryReserve(10)).isZero();
    }

    @Test
    void whatAReceiveDidNotBringIsFreeAgain() {
        Room room = new Room(10, 100);
        room.fill(room.tryReserve(10), 3);
        assertThat(room.tryReserve(10)).isZero();

        room.unbuffer();
        room.unbuffer();
        room.unbuffer();
        assertThat(room.tryReserve(10)).isEqualTo(10);
    }

    @Test
    void messagesCountAsHeldUntilTheyAreDeletedHoweverFastTheyAreEmitted() {
        Room room = new Room(10, 15);
        room.fill(room.tryReserve(10), 10);
        for (int index = 0; index < 10; index++) {
            room.unbuffer();
        }
        assertThat(room.tryReserve(10)).isZero();

        room.free(5);
        assertThat(room.tryReserve(10)).isEqualTo(10);
    }

    @Test
    void aLimitBelowAWholeReceiveMakesReceivesSmaller() {
        assertThat(new Room(100, 3).tryReserve(10)).isEqualTo(3);
    }

    @Test
    void aReceiveThreadWaitsForRoom() throws Exception {
        Room room = new Room(10, 10);
        room.fill(room.tryReserve(10), 10);
        CompletableFuture<Integer> waiting = reserve(room);
        for (int index = 0; index < 10; index++) {
            room.unbuffer();
        }
        assertThat(waiting).isNotDone();

        room.free(10);

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(10);
    }

    @Test
    void closingEndsTheWait() throws Exception {
        Room room = new Room(10, 10);
        room.tryReserve(10);
        CompletableFuture<Integer> waiting = reserve(room);

        room.close();

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(room.tryReserve(1)).isZero();
    }

    @Test
    void roomForNothingIsAMistake() {
        assertThatThrownBy(() -> new Room(10, 0)).hasMessage("no room for one message: 10, 0");
        Room room = new Room(10, 10);
        assertThatThrownBy(() -> room.fill(1, 1)).hasMessage("1 messages for a reservation of 1 of 0");
        int reservation = room.tryReserve(1);
        assertThatThrownBy(() -> room.fill(reservation, 2)).hasMessage("2 messages for a reservation of 1 of 1");
    }

    private static CompletableFuture<Integer> reserve(Room room) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return room.reserve(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
