using System.Collections.Frozen;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Messages;

/// <summary>What letters in one language call the acts on a credential and the grounds of a denial, and how they say to ask again: {board} and {day} are filled.</summary>
public sealed record MessageWords(ActWords Acts, FrozenDictionary<DenialGround, string> Grounds, string HowToAskAgain)
{
    /// <summary>By the two letters of the language.</summary>
    public static readonly FrozenDictionary<string, MessageWords> Table = new Dictionary<string, MessageWords>
    {
        [MessageLanguages.English] = new(ActWords.English, DenialGrounds.Texts, DenialGrounds.HowToAsk),
        ["es"] = new(
            new ActWords(
                new Dictionary<CredentialActKind, string>
                {
                    [CredentialActKind.Issue] = "Otorgamiento",
                    [CredentialActKind.Renew] = "Renovación",
                    [CredentialActKind.Extend] = "Período más largo",
                    [CredentialActKind.AwaitRenewal] = "Una renovación completa espera la decisión de la junta",
                    [CredentialActKind.EndAwait] = "Ya ninguna renovación espera la decisión de la junta",
                    [CredentialActKind.ChangeName] = "Cambio del nombre impreso",
                    [CredentialActKind.Endorse] = "Especialidad añadida",
                    [CredentialActKind.EndEndorsement] = "Especialidad terminada",
                    [CredentialActKind.Deactivate] = "Inactiva",
                    [CredentialActKind.Reactivate] = "Activa de nuevo",
                    [CredentialActKind.Suspend] = "Suspensión",
                    [CredentialActKind.LiftSuspension] = "Suspensión levantada",
                    [CredentialActKind.Revoke] = "Revocación",
                    [CredentialActKind.Surrender] = "Renuncia",
                    [CredentialActKind.Reinstate] = "Restitución",
                    [CredentialActKind.RecordDeath] = "Registro de un fallecimiento",
                }.ToFrozenDictionary(),
                "{act}, desde el {from}.",
                "{act}, desde el {from} hasta el final del {until}.",
                "Se anuló, como si no hubiera existido: {act}"),
            new Dictionary<DenialGround, string>
            {
                [DenialGround.RequirementsNotMet] = "Los documentos que la junta aceptó no cumplen todos los requisitos.",
                [DenialGround.EvidenceNotGenuine] = "La junta encontró en el expediente documentos que no son auténticos.",
                [DenialGround.FalseStatement] = "La junta encontró que algo de lo dicho en la solicitud es falso.",
                [DenialGround.CodeOfEthics] = "La junta encontró una conducta que su código de ética no permite.",
                [DenialGround.DisciplinaryHistory] = "Otra junta o un empleador tomó medidas disciplinarias que impiden la certificación.",
                [DenialGround.BackgroundCheck] = "La revisión de antecedentes muestra algo que, según las reglas de la junta, impide la certificación.",
                [DenialGround.NoAnswerToBoard] = "La junta pidió algo que necesita y no lo recibió a tiempo.",
            }.ToFrozenDictionary(),
            "Puede pedir a {board} que lo reconsidere. Escriba a la junta, nombre esta solicitud y sus razones; debe tener su pedido a más tardar el {day}."),
    }.ToFrozenDictionary();

    /// <summary>Those of a language; English where it has none.</summary>
    public static MessageWords For(string language) => Table.TryGetValue(language, out var words) ? words : Table[MessageLanguages.English];

    public string AskAgain(string board, DateOnly untilOn) => DenialGrounds.FillHowToAsk(HowToAskAgain, board, untilOn);
}
