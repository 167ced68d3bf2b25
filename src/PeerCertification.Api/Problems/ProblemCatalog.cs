using System.Collections.Frozen;
using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using PeerCertification.Domain;

namespace PeerCertification.Api.Problems;

/// <summary>Every refusal the API can speak, with the HTTP status it is spoken as. docs/problems.md lists the same codes.</summary>
internal static class ProblemCatalog
{
    internal static readonly FrozenDictionary<string, (int Status, string Title)> Entries = new Dictionary<string, (int, string)>
    {
        ["access.not_permitted"] = (403, "This account may not do this"),
        ["access.second_factor_needed"] = (403, "A second factor is needed"),
        ["access.sign_in_needed"] = (401, "Sign in first"),
        ["account.authenticator_code_wrong"] = (422, "The code is wrong"),
        ["account.held_elsewhere"] = (409, "The account is held at another issuer"),
        ["account.link_not_good"] = (400, "The link is not good"),
        ["account.refresh_refused"] = (401, "The refresh was refused"),
        ["account.second_factor_act_not_allowed"] = (409, "The second factor's state does not allow this"),
        ["account.second_factor_code_needed"] = (401, "A code of the second factor is needed"),
        ["account.second_factor_code_wrong"] = (401, "The code of the second factor is wrong"),
        ["account.sign_in_refused"] = (401, "The sign-in was refused"),
        ["applicant.birth_in_the_future"] = (422, "The birth date has not come yet"),
        ["applicant.not_found"] = (404, "No such applicant record"),
        ["applicant.record_missing"] = (409, "Your own record comes first"),
        ["applicant.recovery_before_birth"] = (422, "Recovery cannot begin before birth"),
        ["applicant.recovery_in_the_future"] = (422, "The first day of recovery has not come yet"),
        ["application.act_not_allowed"] = (409, "The application's state does not allow this"),
        ["application.already_certified"] = (409, "The credential is held already"),
        ["application.already_open"] = (409, "An application is open already"),
        ["application.item_not_found"] = (404, "The file has no such entry"),
        ["application.not_found"] = (404, "No such application"),
        ["application.not_open"] = (409, "No applications are taken"),
        ["application.requirements_not_met"] = (422, "Requirements are not met"),
        ["appointment.account_unknown"] = (422, "Nobody with an account has this address"),
        ["appointment.already_ended"] = (409, "The appointment has ended"),
        ["appointment.already_held"] = (409, "The role is held already"),
        ["appointment.last_administrator"] = (409, "A board keeps one administrator"),
        ["appointment.not_found"] = (404, "No such appointment"),
        ["attestation.act_not_allowed"] = (409, "The request's state does not allow this"),
        ["attestation.already_answered"] = (409, "The statement is answered"),
        ["attestation.already_open"] = (409, "Somebody is being asked already"),
        ["attestation.attester_is_applicant"] = (422, "Nobody attests their own statement"),
        ["attestation.attester_missing"] = (422, "It is not said whom to ask"),
        ["attestation.link_expired"] = (410, "The link has run out"),
        ["attestation.link_not_good"] = (404, "The link is not good"),
        ["attestation.minutes_above_claim"] = (422, "More minutes than were claimed"),
        ["attestation.minutes_needed"] = (422, "The right minutes are needed"),
        ["attestation.minutes_unchanged"] = (422, "The minutes are those that were claimed"),
        ["attestation.not_found"] = (404, "No such attestation request"),
        ["attestation.role_does_not_fit"] = (422, "This role does not attest this kind of entry"),
        ["attestation.statement_changed"] = (409, "The statement changed after it was sent"),
        ["board.holiday_not_found"] = (404, "The board says nothing of its own of this day"),
        ["board.not_found"] = (404, "No such board"),
        ["credential.act_not_allowed"] = (409, "The credential's history does not allow this"),
        ["credential.check_character_wrong"] = (400, "The number was mistyped"),
        ["credential.death_in_future"] = (409, "A death cannot be recorded ahead"),
        ["credential.not_found"] = (404, "No such credential"),
        ["credential.not_known_then"] = (404, "The registry did not know this credential then"),
        ["credential.number_malformed"] = (400, "This is not a credential number"),
        ["credential.number_series_exhausted"] = (409, "The series of numbers has ended"),
        ["credential.own_record"] = (403, "Somebody else must act on your own credential"),
        ["credential.vacate_not_possible"] = (409, "This act cannot be vacated"),
        ["credential_type.not_found"] = (404, "No such credential type"),
        ["decision.birth_date_needed"] = (422, "The birth date is not known"),
        ["decision.conflict_of_interest"] = (403, "A conflict of interest is declared"),
        ["decision.ground_not_borne_out"] = (422, "The file does not bear out this ground"),
        ["decision.needs_second_person"] = (403, "Somebody else must decide"),
        ["decision.not_found"] = (404, "No decision yet"),
        ["decision.own_application"] = (403, "This is your own application"),
        ["document.empty"] = (400, "The document is empty"),
        ["document.kind_not_accepted"] = (415, "The document is of a kind that is not accepted"),
        ["document.not_found"] = (404, "No such document"),
        ["document.too_large"] = (413, "The document is too large"),
        ["evidence.act_not_allowed"] = (409, "The entry's state does not allow this"),
        ["evidence.csv_header_wrong"] = (400, "The columns are not those of the template"),
        ["evidence.csv_too_many_rows"] = (413, "The file has too many rows"),
        ["evidence.day_over_24_hours"] = (422, "The day would have over 24 hours"),
        ["evidence.ends_before_start"] = (422, "It would end before it begins"),
        ["evidence.in_submitted_application"] = (409, "A board relies on this entry"),
        ["evidence.in_the_future"] = (422, "The day has not come yet"),
        ["evidence.kind_cannot_change"] = (422, "An entry keeps its kind"),
        ["evidence.minutes_not_positive"] = (422, "There must be at least one minute"),
        ["evidence.not_found"] = (404, "No such entry"),
        ["evidence.referee_is_applicant"] = (422, "Nobody is their own referee"),
        ["evidence.score_not_possible"] = (422, "There is no such score"),
        ["evidence.supervisor_is_applicant"] = (422, "Nobody supervises themselves"),
        ["evidence.times_do_not_fit"] = (422, "The times do not fit"),
        ["evidence.times_overlap"] = (422, "The times overlap with another entry"),
        ["evidence.too_far_ahead"] = (422, "The end is too far ahead"),
        ["evidence.too_long_ago"] = (422, "The day is too long ago"),
        ["evidence.training_too_long"] = (422, "The course is longer than its days"),
        ["idempotency.key_reused"] = (422, "The idempotency key was used for another request"),
        ["job.already_running"] = (409, "The job is running"),
        ["job.day_in_future"] = (422, "The day has not come"),
        ["job.not_found"] = (404, "No such job"),
        ["job.takes_no_day"] = (422, "The job does not work by days"),
        ["judgement.minutes_not_possible"] = (422, "So many minutes cannot be accepted"),
        ["outbox.act_not_allowed"] = (409, "The message's state does not allow this"),
        ["outbox.not_found"] = (404, "No such message"),
        ["precondition.malformed"] = (400, "If-Match is not one of our versions"),
        ["precondition.missing"] = (428, "If-Match is needed"),
        ["precondition.stale"] = (412, "Somebody else changed this first"),
        ["registry.defect"] = (500, "The registry failed; nothing was changed"),
        ["request.conflict"] = (409, "Others changed the same records at the same time"),
        ["request.invalid"] = (400, "The request is not valid"),
        ["request.malformed"] = (400, "The request cannot be read"),
        ["request.method_not_allowed"] = (405, "This address does not take this method"),
        ["request.no_such_route"] = (404, "There is nothing at this address"),
        ["request.too_large"] = (413, "The request is too large"),
        ["request.too_many"] = (429, "Too many requests"),
        ["request.unsupported_media_type"] = (415, "The registry does not read this kind of content"),
        ["requirement_set.act_not_allowed"] = (409, "The requirement set's state does not allow this"),
        ["requirement_set.beyond_bounds"] = (422, "The document is larger than any rules need"),
        ["requirement_set.circular"] = (409, "Credentials would need each other"),
        ["requirement_set.days_shared"] = (409, "Two versions would be in force on one day"),
        ["requirement_set.does_not_fit"] = (422, "The document is of another credential"),
        ["requirement_set.draft_not_found"] = (404, "No draft is in the making"),
        ["requirement_set.effective_in_past"] = (422, "Rules do not begin in the past"),
        ["requirement_set.invalid"] = (422, "The requirement set cannot be used"),
        ["requirement_set.needs_second_person"] = (403, "Somebody else must publish"),
        ["requirement_set.not_found"] = (404, "No such version of the rules"),
        ["requirement_set.number_not_next"] = (409, "The version is not the next one"),
        ["restriction.already_ended"] = (409, "The restriction was ended before"),
        ["restriction.end_out_of_term"] = (409, "The restriction cannot end on that day"),
        ["restriction.not_found"] = (404, "No such restriction on this credential"),
        ["trial.act_not_allowed"] = (409, "The trial's state does not allow this"),
        ["trial.already_open"] = (409, "A trial is running already"),
        ["trial.not_found"] = (404, "No such trial"),
        ["waiver.already_granted"] = (409, "The requirement is waived already"),
        ["waiver.already_withdrawn"] = (409, "The waiver was withdrawn before"),
        ["waiver.not_found"] = (404, "No such waiver of this file"),
        ["waiver.not_waivable"] = (422, "The rules do not let the board waive it"),
        ["waiver.requirement_unknown"] = (422, "The rules have no such requirement"),
    }.ToFrozenDictionary();

    internal static IResult ToHttp<T>(this Outcome<T> outcome, Func<T, IResult> success) where T : notnull =>
        outcome.Refusal is { } refusal ? ToResult(refusal) : success(outcome.Value);

    /// <summary>The one door through which every refusal leaves, whoever refused.</summary>
    internal static IResult ToResult(Refusal refusal)
    {
        var (status, title) = Entries[refusal.Code];
        var problem = new ProblemDetails
        {
            Type = $"urn:peer-certification:problem:{refusal.Code}",
            Title = title,
            Status = status,
            Detail = refusal.Reason,
            Extensions = { ["code"] = refusal.Code, ["traceId"] = Activity.Current?.TraceId.ToString() },
        };

        if (refusal.Fields is not null)
        {
            problem.Extensions["errors"] = refusal.Fields;
        }

        foreach (var (name, value) in refusal.Details ?? new Dictionary<string, object?>())
        {
            problem.Extensions[name] = value;
        }

        return Results.Json(problem, statusCode: status, contentType: "application/problem+json");
    }
}
